"""Messages of visitors to experts: confirmed by the sender, passed on, answered, and forgotten."""
