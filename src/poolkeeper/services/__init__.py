"""What acts by itself beside the servers."""
