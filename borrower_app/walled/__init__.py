"""A process of its own for files of strangers: started with nothing, walled in, it says what stands in one file."""
