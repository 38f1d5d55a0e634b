"""The picture that social networks show beside a link to a public page."""
