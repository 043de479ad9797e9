"""Operations on phone numbers and settings that ``chime`` still has, and ``chime-sdk-voice`` has too.

They are forwarded by setting only: the same for numbers of voice connectors and SIP media applications, and
wrong for those of Amazon Chime's own Business Calling.
"""

from __future__ import annotations

from chime_shim.routes._route import Route
from chime_shim.routes._services import VOICE

ROUTES = (
    Route("BatchDeletePhoneNumber", VOICE, optional=True),
    Route("BatchUpdatePhoneNumber", VOICE, optional=True),
    Route("CreatePhoneNumberOrder", VOICE, optional=True),
    Route("DeletePhoneNumber", VOICE, optional=True),
    Route("GetGlobalSettings", VOICE, optional=True),
    Route("GetPhoneNumber", VOICE, optional=True),
    Route("GetPhoneNumberOrder", VOICE, optional=True),
    Route("GetPhoneNumberSettings", VOICE, optional=True),
    Route("ListPhoneNumberOrders", VOICE, optional=True),
    Route("ListPhoneNumbers", VOICE, optional=True),
    Route("ListSupportedPhoneNumberCountries", VOICE, optional=True),
    Route("RestorePhoneNumber", VOICE, optional=True),
    Route("SearchAvailablePhoneNumbers", VOICE, optional=True),
    Route("UpdateGlobalSettings", VOICE, optional=True),
    Route("UpdatePhoneNumber", VOICE, optional=True),
    Route("UpdatePhoneNumberSettings", VOICE, optional=True),
)
