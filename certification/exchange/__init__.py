"""What comes into the register from files, and goes out of it."""
