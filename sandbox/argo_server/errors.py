"""Errors as the real server sends them: gRPC codes, over HTTP as grpc-gateway maps them."""

from http import HTTPStatus

from starlette.responses import JSONResponse

from sandbox.engine.kubernetes_api import ApiError

INVALID_ARGUMENT, INTERNAL, UNAUTHENTICATED, UNIMPLEMENTED = 3, 13, 16, 12
_BY_STATUS = {400: 3, 401: 16, 403: 7, 404: 5, 408: 1, 409: 6, 429: 8, 500: 13, 501: 12, 503: 14, 504: 4}
_HTTP = {1: 499, 3: 400, 4: 504, 5: 404, 6: 409, 7: 403, 8: 429, 12: 501, 13: 500, 14: 503, 16: 401}
_CLIENT_ERROR, _SERVER_ERROR = 400, 500


class ServerError(Exception):
    """A call fails; `code` is the gRPC code."""

    def __init__(self, code: int, message: str) -> None:
        """Keep the code and the message for the caller."""
        super().__init__(message)
        self.code = code
        self.message = message

    @property
    def http_status(self) -> int:
        """The HTTP status that goes with the code."""
        return _HTTP[self.code]

    def response(self) -> JSONResponse:
        """Give the answer to the caller."""
        return JSONResponse({"code": self.code, "message": self.message}, status_code=self.http_status)

    def stream_response(self) -> JSONResponse:
        """Give the answer to the caller of a stream, whose errors look different."""
        error = {
            "grpc_code": self.code,
            "http_code": self.http_status,
            "message": self.message,
            "http_status": HTTPStatus(self.http_status).phrase,
        }
        return JSONResponse({"error": error}, status_code=self.http_status)


def of_api(error: ApiError) -> ServerError:
    """Translate what the Kubernetes API said (server/utils/errors.go)."""
    if error.status in _BY_STATUS:
        return ServerError(_BY_STATUS[error.status], error.message)
    client = _CLIENT_ERROR <= error.status < _SERVER_ERROR
    return ServerError(INVALID_ARGUMENT if client else INTERNAL, error.message)
