"""Telling people who are at no screen: by webhook and by e-mail, with a receipt."""
