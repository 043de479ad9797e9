"""A simple model of app instances, their users, and their channels with members and messages."""

from __future__ import annotations

from tests.support.stateful_model import ABSENT, Refused, found


class Chat:
    def __init__(self):
        self.apps, self.users, self.admins = {}, {}, {}
        self.channels, self.members, self.moderators, self.messages = {}, {}, {}, {}

    # App instances and users.

    def create_app_instance(self, told, p):
        made = told["AppInstanceArn"]
        self.apps[made] = {"AppInstanceArn": made, "Metadata": ABSENT, **p}
        return {"AppInstanceArn": made}

    def describe_app_instance(self, told, p):
        return {"AppInstance": found(self.apps, p["AppInstanceArn"])}

    def update_app_instance(self, told, p):
        found(self.apps, p["AppInstanceArn"]).update(p)
        return {"AppInstanceArn": p["AppInstanceArn"]}

    def list_app_instances(self, told, p):
        return list(self.apps.values())

    def delete_app_instance(self, told, p):
        found(self.apps, p["AppInstanceArn"])
        del self.apps[p["AppInstanceArn"]]
        for user in [arn for arn in self.users if _app(arn) == p["AppInstanceArn"]]:
            self._forget_user(user)
        for channel in [arn for arn in self.channels if _app(arn) == p["AppInstanceArn"]]:
            self._forget_channel(channel)
        return {}

    def create_app_instance_user(self, told, p):
        found(self.apps, p["AppInstanceArn"])
        arn = f"{p['AppInstanceArn']}/user/{p['AppInstanceUserId']}"
        if arn in self.users:
            raise Refused("ConflictException")
        self.users[arn] = {"AppInstanceUserArn": arn, "Name": p["Name"]}
        return {"AppInstanceUserArn": arn}

    def describe_app_instance_user(self, told, p):
        return {"AppInstanceUser": self._user(p)}

    def update_app_instance_user(self, told, p):
        self._user(p).update(p)
        return {"AppInstanceUserArn": p["AppInstanceUserArn"]}

    def list_app_instance_users(self, told, p):
        found(self.apps, p["AppInstanceArn"])
        return [user for arn, user in self.users.items() if _app(arn) == p["AppInstanceArn"]]

    def delete_app_instance_user(self, told, p):
        self._user(p)
        self._forget_user(p["AppInstanceUserArn"])
        return {}

    def create_app_instance_admin(self, told, p):
        user = self._user({"AppInstanceUserArn": p["AppInstanceAdminArn"]}, p["AppInstanceArn"])
        if p["AppInstanceAdminArn"] in self.admins:
            raise Refused("ConflictException")
        self.admins[p["AppInstanceAdminArn"]] = user
        return {"AppInstanceAdmin": {"Arn": p["AppInstanceAdminArn"], "Name": user["Name"]}, **_in_app(p)}

    def delete_app_instance_admin(self, told, p):
        found(self.apps, p["AppInstanceArn"])
        if _app(p["AppInstanceAdminArn"]) != p["AppInstanceArn"]:
            raise Refused("NotFoundException")
        found(self.admins, p["AppInstanceAdminArn"])
        del self.admins[p["AppInstanceAdminArn"]]
        return {}

    def _user(self, p, app=None):
        user = found(self.users, p["AppInstanceUserArn"])
        if app not in {None, _app(p["AppInstanceUserArn"])}:
            raise Refused("NotFoundException")
        return user

    def _forget_user(self, arn):
        del self.users[arn]
        self.admins.pop(arn, None)
        for people in (*self.members.values(), *self.moderators.values()):
            people.pop(arn, None)

    # Who may do what.

    def _bearer(self, p):
        if p["ChimeBearer"] not in self.users:
            raise Refused("UnauthorizedClientException")
        app = _app(p.get("AppInstanceArn") or p["ChannelArn"])
        found(self.apps, app)
        _demand(app == _app(p["ChimeBearer"]))
        if "ChannelArn" in p:
            found(self.channels, p["ChannelArn"])
        return p["ChimeBearer"]

    def _member(self, p):
        return p["ChimeBearer"] in self.members[p["ChannelArn"]]

    def _moderator(self, p):
        return p["ChimeBearer"] in {*self.moderators[p["ChannelArn"]], *self.admins}

    def _reader(self, p):
        public = self.channels[p["ChannelArn"]]["Privacy"] == "PUBLIC"
        return public or self._member(p) or self._moderator(p)

    # Channels and their members.

    def create_channel(self, told, p):
        bearer = self._bearer(p)
        made = told["ChannelArn"]
        shown = {name: p[name] for name in ("Name", "Mode", "Privacy") if name in p}
        self.channels[made] = {"ChannelArn": made, "Mode": "UNRESTRICTED", "Privacy": "PRIVATE", **shown}
        self.members[made] = {bearer: None}
        self.moderators[made] = {bearer: None}
        return {"ChannelArn": made}

    def describe_channel(self, told, p):
        self._bearer(p)
        _demand(self._reader(p))
        return {"Channel": self.channels[p["ChannelArn"]]}

    def update_channel(self, told, p):
        self._bearer(p)
        _demand(self._moderator(p))
        self.channels[p["ChannelArn"]].update(Name=p["Name"], Mode=p["Mode"])
        return {"ChannelArn": p["ChannelArn"]}

    def list_channels(self, told, p):
        bearer = self._bearer(p)
        wanted = [p["Privacy"]] if "Privacy" in p else ["PUBLIC", "PRIVATE"]
        if bearer not in self.admins:
            _demand(wanted != ["PRIVATE"])
            wanted = ["PUBLIC"]
        inside = [each for arn, each in self.channels.items() if _app(arn) == p["AppInstanceArn"]]
        return [each for each in inside if each["Privacy"] in wanted]

    def delete_channel(self, told, p):
        self._bearer(p)
        _demand(self._moderator(p))
        self._forget_channel(p["ChannelArn"])
        return {}

    def _forget_channel(self, arn):
        del self.channels[arn], self.members[arn], self.moderators[arn]
        self.messages = {k: v for k, v in self.messages.items() if v["#channel"] != arn}

    def create_channel_membership(self, told, p):
        bearer, whom = self._bearer(p), p["MemberArn"]
        unrestricted = self.channels[p["ChannelArn"]]["Mode"] == "UNRESTRICTED"
        _demand(self._moderator(p) or (unrestricted and self._reader(p)))
        _demand(whom == bearer or self._member(p) or self._moderator(p))
        user = self._user({"AppInstanceUserArn": whom}, _app(p["ChannelArn"]))
        if whom in self.members[p["ChannelArn"]]:
            raise Refused("ConflictException")
        self.members[p["ChannelArn"]][whom] = None
        return {"ChannelArn": p["ChannelArn"], "Member": {"Arn": whom, "Name": user["Name"]}}

    def delete_channel_membership(self, told, p):
        bearer, whom = self._bearer(p), p["MemberArn"]
        _demand(whom == bearer or self._moderator(p))
        found(self.members[p["ChannelArn"]], whom)
        del self.members[p["ChannelArn"]][whom]
        return {}

    def list_channel_memberships(self, told, p):
        self._bearer(p)
        _demand(self._reader(p))
        people = self.members[p["ChannelArn"]]
        return [{"Member": {"Arn": arn, "Name": self.users[arn]["Name"]}} for arn in people]

    # Messages.

    def send_channel_message(self, told, p):
        bearer = self._bearer(p)
        _demand(self._member(p))
        self.messages[told["MessageId"]] = {
            "MessageId": told["MessageId"],
            "Content": p["Content"],
            "Redacted": False,
            "Sender": {"Arn": bearer},
            "#channel": p["ChannelArn"],
            "#sender": self.users[bearer],  # somebody else may get the ARN of one who was deleted
        }
        return {"ChannelArn": p["ChannelArn"]}

    def _message(self, p):
        message = found(self.messages, p["MessageId"])
        if message["#channel"] != p["ChannelArn"]:
            raise Refused("NotFoundException")
        return message, message["#sender"] is self.users[p["ChimeBearer"]]

    def get_channel_message(self, told, p):
        self._bearer(p)
        _demand(self._reader(p))
        return {"ChannelMessage": self._message(p)[0]}

    def list_channel_messages(self, told, p):
        self._bearer(p)
        _demand(self._reader(p))
        sent = [each for each in self.messages.values() if each["#channel"] == p["ChannelArn"]]
        return sent if p.get("SortOrder") == "ASCENDING" else sent[::-1]

    def update_channel_message(self, told, p):
        self._bearer(p)
        _demand(self._member(p))
        message, own = self._message(p)
        _demand(own)
        if message["Redacted"]:
            raise Refused("ConflictException")
        message["Content"] = p["Content"]
        return {"MessageId": p["MessageId"]}

    def redact_channel_message(self, told, p):
        self._bearer(p)
        _demand(self._reader(p))
        message, own = self._message(p)
        _demand(own or self._moderator(p))
        message.update(Redacted=True, Content=ABSENT)
        return {"MessageId": p["MessageId"]}

    def delete_channel_message(self, told, p):
        _demand(self._bearer(p) in self.admins)
        self._message(p)
        del self.messages[p["MessageId"]]
        return {}


def _app(arn):
    return "/".join(arn.split("/")[:2])


def _in_app(p):
    return {"AppInstanceArn": p["AppInstanceArn"]}


def _demand(role):
    if not role:
        raise Refused("ForbiddenException")
