"""What answers the presses of a guide."""
