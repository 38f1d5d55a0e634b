"""Who people are: persons, organisations, their names and how they are searched."""
