"""Operations that moved to ``chime-sdk-identity``: the same host as before, and nothing to translate."""

from __future__ import annotations

from chime_shim.routes._route import Route
from chime_shim.routes._services import IDENTITY

ROUTES = (
    Route("CreateAppInstance", IDENTITY),
    Route("CreateAppInstanceAdmin", IDENTITY),
    Route("CreateAppInstanceUser", IDENTITY),
    Route("DeleteAppInstance", IDENTITY),
    Route("DeleteAppInstanceAdmin", IDENTITY),
    Route("DeleteAppInstanceUser", IDENTITY),
    Route("DescribeAppInstance", IDENTITY),
    Route("DescribeAppInstanceAdmin", IDENTITY),
    Route("DescribeAppInstanceUser", IDENTITY),
    Route("GetAppInstanceRetentionSettings", IDENTITY),
    Route("ListAppInstanceAdmins", IDENTITY),
    Route("ListAppInstanceUsers", IDENTITY),
    Route("ListAppInstances", IDENTITY),
    Route("PutAppInstanceRetentionSettings", IDENTITY),
    Route("UpdateAppInstance", IDENTITY),
    Route("UpdateAppInstanceUser", IDENTITY),
)
