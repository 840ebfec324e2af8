"""Readers of the forms in which sources answer: JSON, HTML and the data in it, PDF, days."""
