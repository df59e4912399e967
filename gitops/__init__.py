"""Everything else that GitOps applies: access, admission, network, settings, and the writer of it all."""
