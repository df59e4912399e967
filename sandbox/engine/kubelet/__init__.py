"""The node: runs the containers of the engine's pods as processes of this machine."""
