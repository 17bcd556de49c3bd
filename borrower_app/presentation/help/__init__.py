"""R-1: whom to call, what people ask most, and the words of the trade."""
