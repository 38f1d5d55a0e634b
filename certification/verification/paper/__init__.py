"""Certificates on paper: one page as a PDF, many as a ZIP, the link that its holder gets."""
