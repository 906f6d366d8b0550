"""Sans-I/O codecs: bytes to frozen values and back."""
