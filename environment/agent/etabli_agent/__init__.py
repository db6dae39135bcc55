"""The agent of the deployment environment: the small Linux that a PC boots from the network."""
