"""The project package, and the app of what people are certified for."""
