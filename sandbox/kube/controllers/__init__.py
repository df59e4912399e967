"""The parts of a cluster that act on their own: each watches the store and changes it a little later."""
