"""Pools of Kinesis video streams, into which stream pipelines put audio."""

from __future__ import annotations

from datetime import timedelta

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Item, Params, pick
from chime_shim.emulator._idempotency import once
from chime_shim.emulator._store import on
from chime_shim.emulator.chime_sdk_media_pipelines import exceptions
from chime_shim.emulator.chime_sdk_media_pipelines.lifecycle import POOLS, TAGS, running

POOL = "#pools"
"""Under this key a stream pipeline has the names of its pools."""

_CREATING = timedelta(seconds=5)


def find_pool(backend: Backend, identifier: str) -> Item:
    """Return the pool that has a name, an ARN, or an id.

    AWS's text says nothing of ids; cdk-amazon-chime-resources updates its pools by them.

    Raises:
        NotFoundException: There is none.
    """
    by_id = POOLS.where(backend, on("PoolId"), (identifier,))
    name = next(iter(by_id), {POOLS.key: identifier.rpartition("/")[2]})
    pool = POOLS.find(backend, name)
    if pool["PoolStatus"] == "CREATING" and pool["CreatedTimestamp"] + _CREATING <= backend.now():
        pool["PoolStatus"] = "ACTIVE"
    return pool


class Pools(Backend):
    """The pools of one account in one region."""

    list_media_pipeline_kinesis_video_stream_pools = POOLS.lister()

    @once()
    def create_media_pipeline_kinesis_video_stream_pool(self, params: Params) -> Item:
        """Make a pool. Assumption: it is ``CREATING`` for 5 seconds, and its streams come when needed."""
        name, now = params["PoolName"], self.now()
        if name in POOLS.store(self):
            raise exceptions.pool_exists(name)
        pool = {
            "PoolName": name,
            "PoolId": self.new_uuid(),
            "PoolArn": self.arn(f"media-pipeline-kinesis-video-stream-pool/{name}"),
            "PoolStatus": "CREATING",
            "PoolSize": 0,
            "StreamConfiguration": {"DataRetentionInHours": 24, **params["StreamConfiguration"]},
            "CreatedTimestamp": now,
            "UpdatedTimestamp": now,
            **TAGS.of_new(params),
        }
        POOLS.add(self, pool)
        return _shown(pool)

    def get_media_pipeline_kinesis_video_stream_pool(self, params: Params) -> Item:
        """Show a pool."""
        return _shown(find_pool(self, params["Identifier"]))

    def update_media_pipeline_kinesis_video_stream_pool(self, params: Params) -> Item:
        """Change how long streams are kept."""
        pool = find_pool(self, params["Identifier"])
        if pool["PoolStatus"] != "ACTIVE":
            raise exceptions.pool_busy(pool["PoolName"])
        changes = pick(params.get("StreamConfiguration", {}), "DataRetentionInHours")
        pool.update(
            StreamConfiguration={**pool["StreamConfiguration"], **changes}, UpdatedTimestamp=self.now()
        )
        return _shown(pool)

    def delete_media_pipeline_kinesis_video_stream_pool(self, params: Params) -> Item:
        """Delete a pool that no pipeline uses. Assumption: it is gone at once."""
        pool = find_pool(self, params["Identifier"])
        if running(self, POOL, pool["PoolName"]):
            raise exceptions.pool_in_use(pool["PoolName"])
        POOLS.remove(self, pool)
        return {}


def _shown(pool: Item) -> Item:
    return {"KinesisVideoStreamPoolConfiguration": pool}
