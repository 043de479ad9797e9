"""Other things that are called chime, or have such methods."""


class Chime:
    """A door bell."""

    def __init__(self, notes):
        self.notes = notes

    def create_channel(self, name):
        return f"{name}: {'-'.join(self.notes)}"

    def get_meeting(self):
        return "at the door"


class Registry:
    def client(self, name):
        return Chime([name])


boto = Registry()
chime = Chime(["ding", "dong"])
print(chime.create_channel("front"), boto.client("chime").get_meeting())
create_meeting = lambda **details: details  # noqa: E731
print(create_meeting(MeetingId="x"))
