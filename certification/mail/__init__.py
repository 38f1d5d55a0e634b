"""What the register writes to people: texts that staff edit, what is due on a day, and the sending."""
