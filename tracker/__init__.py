"""EAR Tracker watches the US Export Administration Regulations and shows exactly what changed."""

__version__ = "0.1.0"
