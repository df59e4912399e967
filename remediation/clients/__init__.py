"""All that talks to the outside: GitHub, the Kubernetes API and the Argo Server."""
