"""Drivers put into an applied Windows: those without which it cannot start into its registry, the rest beside it."""
