"""The catalogues of what people read: gathered from the code and compiled, by Babel alone."""
