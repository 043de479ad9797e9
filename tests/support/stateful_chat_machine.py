"""What is done at random to app instances, users, channels and messages."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tests.support.stateful_chat import Chat
from tests.support.stateful_machine import Machine, known, names, sizes


class ChatMachine(Machine):
    model_class = Chat
    apps, users, channels, messages = map(known, ("apps", "users", "channels", "messages"))
    modes, privacies = st.sampled_from(["RESTRICTED", "UNRESTRICTED"]), st.sampled_from(["PUBLIC", "PRIVATE"])

    @initialize()
    def begin(self):
        """Ann administers, Bob has a channel with Cy in it, and says hello."""
        self.create_app("Chat", None)
        (app,) = self.known["apps"]
        for user in ("ann", "bob", "cy"):
            self.create_user(app, user, user)
        ann, bob, cy = self.known["users"]
        self.change_admin(app, ann, "create")
        self.create_channel(app, bob, "Lobby", "RESTRICTED", "PRIVATE")
        (channel,) = self.known["channels"]
        self.add_member(channel, bob, cy)
        self.send(channel, bob, "hello")

    @rule(name=names, metadata=st.one_of(st.none(), names))
    def create_app(self, name, metadata):
        more = {"Metadata": metadata} if metadata else {}
        self.make("apps", lambda reply: reply["AppInstanceArn"], "create_app_instance", Name=name, **more)

    @rule(it=apps, name=names, size=sizes)
    def update_app(self, it, name, size):
        self.call("update_app_instance", AppInstanceArn=it, Name=name)
        self.call("describe_app_instance", AppInstanceArn=it)
        self.listed("AppInstances", size, "list_app_instances")
        self.listed("AppInstanceUsers", size, "list_app_instance_users", AppInstanceArn=it)

    @precondition(lambda self: len(self.known["channels"]) > 2)  # or there would be little to see
    @rule(it=apps)
    def delete_app(self, it):
        self.call("delete_app_instance", AppInstanceArn=it)

    @rule(app=apps, user=st.sampled_from(["ann", "bob", "cy"]), name=names)
    def create_user(self, app, user, name):
        self.make(
            "users",
            lambda reply: reply["AppInstanceUserArn"],
            "create_app_instance_user",
            AppInstanceArn=app,
            AppInstanceUserId=user,
            Name=name,
        )

    @rule(it=users, name=names)
    def update_user(self, it, name):
        self.call("update_app_instance_user", AppInstanceUserArn=it, Name=name)
        self.call("describe_app_instance_user", AppInstanceUserArn=it)

    @precondition(lambda self: len(self.known["messages"]) > 1)
    @rule(it=users)
    def delete_user(self, it):
        self.call("delete_app_instance_user", AppInstanceUserArn=it)

    @rule(app=apps, it=users, verb=st.sampled_from(["create", "create", "delete"]))
    def change_admin(self, app, it, verb):
        self.call(f"{verb}_app_instance_admin", AppInstanceArn=app, AppInstanceAdminArn=it)

    @rule(app=apps, by=users, name=names, mode=modes, privacy=privacies)
    def create_channel(self, app, by, name, mode, privacy):
        self.make(
            "channels",
            lambda reply: reply["ChannelArn"],
            "create_channel",
            AppInstanceArn=app,
            Name=name,
            Mode=mode,
            Privacy=privacy,
            ChimeBearer=by,
        )

    @rule(it=channels, by=users, method=st.sampled_from(["describe_channel"] * 5 + ["delete_channel"]))
    def see_or_delete_channel(self, it, by, method):
        self.call(method, ChannelArn=it, ChimeBearer=by)

    @rule(it=channels, by=users, name=names, mode=modes)
    def update_channel(self, it, by, name, mode):
        self.call("update_channel", ChannelArn=it, Name=name, Mode=mode, ChimeBearer=by)

    @rule(app=apps, by=users, size=sizes, only=st.one_of(st.none(), privacies))
    def list_channels(self, app, by, size, only):
        more = {"Privacy": only} if only else {}
        self.listed("Channels", size, "list_channels", AppInstanceArn=app, ChimeBearer=by, **more)

    @rule(it=channels, by=users, whom=users)
    def add_member(self, it, by, whom):
        more = {"Type": "DEFAULT", "ChimeBearer": by}
        self.call("create_channel_membership", ChannelArn=it, MemberArn=whom, **more)

    @rule(it=channels, by=users, whom=users)
    def remove_member(self, it, by, whom):
        self.call("delete_channel_membership", ChannelArn=it, MemberArn=whom, ChimeBearer=by)

    @rule(it=channels, by=users, size=sizes, order=st.sampled_from(["ASCENDING", "DESCENDING"]))
    def list_what_is_in_a_channel(self, it, by, size, order):
        about = {"ChannelArn": it, "ChimeBearer": by}
        self.listed("ChannelMemberships", size, "list_channel_memberships", **about)
        self.listed("ChannelMessages", size, "list_channel_messages", **about, SortOrder=order)

    @rule(it=channels, by=users, content=names)
    def send(self, it, by, content):
        self.make(
            "messages",
            lambda reply: (it, reply["MessageId"]),
            "send_channel_message",
            ChannelArn=it,
            Content=content,
            Type="STANDARD",
            Persistence="PERSISTENT",
            ChimeBearer=by,
        )

    @rule(it=messages, by=users, method=st.sampled_from(["get", "get", "redact", "delete"]))
    def see_or_redact_or_delete(self, it, by, method):
        self.call(f"{method}_channel_message", ChannelArn=it[0], MessageId=it[1], ChimeBearer=by)

    @rule(it=messages, by=users, content=names)
    def edit(self, it, by, content):
        more = {"Content": content, "ChimeBearer": by}
        self.call("update_channel_message", ChannelArn=it[0], MessageId=it[1], **more)
