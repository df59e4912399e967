"""A stand-in for the Argo Server (v4.0.7), as far as this project and its command use it.

Each call acts on the Kubernetes API with the caller's own token, as the real server in client authentication
mode, so the API server says what a caller may do. Errors are grpc-gateway's: `{"code", "message"}`.

    GET    /api/v1/version, /api/v1/info
    GET    /api/v1/workflows/NS[?listOptions.labelSelector=&listOptions.limit=&fields=]
    POST   /api/v1/workflows/NS                     create
    POST   /api/v1/workflows/NS/submit              from a WorkflowTemplate
    GET    /api/v1/workflows/NS/NAME[?fields=]
    DELETE /api/v1/workflows/NS/NAME
    PUT    /api/v1/workflows/NS/NAME/set            outputs and phase of waiting gates
    PUT    /api/v1/workflows/NS/NAME/resume, /stop, /terminate
    GET    /api/v1/workflows/NS/NAME/log[?podName=&logOptions.container=]
    GET    /api/v1/workflow-events/NS               a stream of changes, also as server-sent events
    GET    /api/v1/workflow-templates/NS[/NAME]
"""

from sandbox.argo_server.app import app

__all__ = ["app"]
