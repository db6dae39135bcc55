"""Saves the data of users before a disk is erased, and puts it back."""
