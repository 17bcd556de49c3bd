"""What-ifs that the user keeps."""
