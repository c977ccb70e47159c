"""What the tests share. Everything here runs inside the real interpreter."""
