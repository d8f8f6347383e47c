"""What can be refused about an HTTP request itself? Leaves of the tree of errors that nothing but the web knows."""

from escalation.errors import N_, BadRequest, Refusal, Unavailable


class MalformedRequest(BadRequest):
    """What came is not HTTP as RFC 9112 defines it, or was meant for a proxy."""

    code = "MALFORMED_REQUEST"
    title = N_("Malformed request")
    detail = N_("This is not a request that can be read.")


class MalformedJson(BadRequest):
    """The body is not one JSON document as RFC 8259 defines it, in UTF-8, without repeated names."""

    code = "MALFORMED_JSON"
    title = N_("Malformed JSON")
    detail = N_("The body is not a valid JSON document.")


class MalformedForm(BadRequest):
    """What came is not what the form of the page sends."""

    code = "MALFORMED_FORM"
    title = N_("Malformed form")
    detail = N_("This is not what the form of the page sends. Open the page again.")


class UnknownParameter(BadRequest):
    """A query parameter is not known here or was given twice."""

    code = "UNKNOWN_PARAMETER"
    title = N_("Unknown parameter")
    detail = N_("A query parameter is unknown or was given more than once.")


class InvalidHeader(BadRequest):
    """A request header cannot be understood."""

    code = "INVALID_HEADER"
    title = N_("Invalid header")
    detail = N_("The header {header} cannot be understood.")


class InvalidUrl(BadRequest):
    """The address holds a NUL, bytes that are not UTF-8, or too many parameters."""

    code = "INVALID_URL"
    title = N_("Invalid address")
    detail = N_("The address holds characters that are not allowed.")


class MethodNotAllowed(Refusal):
    """The path exists, but not with this method."""

    code = "METHOD_NOT_ALLOWED"
    title = N_("Method not allowed")
    detail = N_("This method is not offered here. See the Allow header.")


class PayloadTooLarge(Refusal):
    """The body is longer than this route takes."""

    code = "PAYLOAD_TOO_LARGE"
    title = N_("Body too large")
    detail = N_("The body is larger than {limit} bytes.")


class UnsupportedMediaType(Refusal):
    """The body is of a type or encoding this route does not take."""

    code = "UNSUPPORTED_MEDIA_TYPE"
    title = N_("Unsupported media type")
    detail = N_("Send the body as {expected}.")


class HeadersTooLarge(Refusal):
    """The request carries more header fields, or longer ones, than any honest client sends."""

    code = "HEADERS_TOO_LARGE"
    title = N_("Headers too large")
    detail = N_("The request headers are too many or too long.")


class RequestTimedOut(Refusal):
    """The body did not arrive in time, or its turn did not come, so nothing was begun."""

    code = "REQUEST_TIMEOUT"
    title = N_("Request too slow")
    detail = N_("The request did not arrive in time, or its turn did not come. Nothing was changed.")


class Draining(Unavailable):
    """This process is stopping."""

    code = "DRAINING"
    title = N_("Stopping")
    detail = N_("This server is stopping. Try again in a moment.")
