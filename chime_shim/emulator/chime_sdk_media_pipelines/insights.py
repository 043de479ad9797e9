"""Media insights: configurations, pipelines that follow them, and the tasks of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._backend import Backend
from chime_shim.emulator._collection import Collection, Item, Operation, Params, pick
from chime_shim.emulator._errors import BadRequestException
from chime_shim.emulator._idempotency import once
from chime_shim.emulator.chime_sdk_media_pipelines import elements, exceptions
from chime_shim.emulator.chime_sdk_media_pipelines.lifecycle import (
    CONFIGURATIONS,
    PIPELINES,
    TAGS,
    find,
    new,
    running,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

INSIGHTS = "MediaInsightsPipeline"
SPEAKER_SEARCHES = Collection("SpeakerSearchTask", key="SpeakerSearchTaskId", parent=PIPELINES)
TONE_ANALYSES = Collection("VoiceToneAnalysisTask", key="VoiceToneAnalysisTaskId", parent=PIPELINES)

_ARN = "MediaInsightsPipelineConfigurationArn"
_SOURCES = (
    "KinesisVideoStreamSourceRuntimeConfiguration",
    "KinesisVideoStreamRecordingSourceRuntimeConfiguration",
)
_STATUS: Mapping[str, tuple[str, str]] = {
    "Pause": ("InProgress", "Paused"),
    "Resume": ("Paused", "InProgress"),
}


def _start(kind: Collection, backend: Backend, params: Params) -> Item:
    pipeline = find(backend, params, INSIGHTS)
    if pipeline["Status"] != "InProgress":
        raise exceptions.wrong_status(pipeline, "InProgress")
    now = backend.now()
    task = {
        kind.key: backend.new_uuid(),
        PIPELINES.key: pipeline[PIPELINES.key],
        f"{kind.name}Status": "InProgress",
        "CreatedTimestamp": now,
        "UpdatedTimestamp": now,
    }
    return kind.add(backend, task)


def _task(kind: Collection, backend: Backend, params: Params) -> Item:
    pipeline = find(backend, params, INSIGHTS)
    return kind.find(backend, {**params, **pick(pipeline, PIPELINES.key)})


def _getter(kind: Collection) -> Operation:
    return lambda backend, params: kind.show(_task(kind, backend, params))


def _stopper(kind: Collection) -> Operation:
    def stop(backend: Backend, params: Params) -> Item:
        task, status = _task(kind, backend, params), f"{kind.name}Status"
        if task[status] != "InProgress":
            raise exceptions.task_over(task[kind.key])
        task.update({status: "Stopped"}, UpdatedTimestamp=backend.now())
        return {}

    return stop


class Insights(Backend):
    """Insights of one account in one region. No audio is listened to, so nothing is found out."""

    list_media_insights_pipeline_configurations = CONFIGURATIONS.lister()

    get_speaker_search_task = _getter(SPEAKER_SEARCHES)
    stop_speaker_search_task = _stopper(SPEAKER_SEARCHES)
    get_voice_tone_analysis_task = _getter(TONE_ANALYSES)
    stop_voice_tone_analysis_task = _stopper(TONE_ANALYSES)

    @once("Identifier")
    def start_speaker_search_task(self, params: Params) -> Item:
        """Search for a speaker. Assumption: that goes on until it is stopped."""
        return _start(SPEAKER_SEARCHES, self, params)

    @once("Identifier")
    def start_voice_tone_analysis_task(self, params: Params) -> Item:
        """Analyze the tone of voices. Assumption: that goes on until it is stopped."""
        return _start(TONE_ANALYSES, self, params)

    @once(conflict=BadRequestException)
    def create_media_insights_pipeline_configuration(self, params: Params) -> Item:
        """Make a configuration. Its name names it, so there is one of a name."""
        name, now = params[CONFIGURATIONS.key], self.now()
        if name in CONFIGURATIONS.store(self):
            raise exceptions.configuration_exists(name)
        elements.check(params)
        configuration = {
            _ARN: self.arn(f"media-insights-pipeline-configuration/{name}"),
            "MediaInsightsPipelineConfigurationId": self.new_uuid(),
            "CreatedTimestamp": now,
            "UpdatedTimestamp": now,
            **pick(params, CONFIGURATIONS.key, "ResourceAccessRoleArn"),
            **pick(params, "RealTimeAlertConfiguration", "Elements"),
            **TAGS.of_new(params),
        }
        return CONFIGURATIONS.add(self, configuration)

    def get_media_insights_pipeline_configuration(self, params: Params) -> Item:
        """Show a configuration."""
        return CONFIGURATIONS.show(self._configuration(params["Identifier"]))

    def update_media_insights_pipeline_configuration(self, params: Params) -> Item:
        """Set what a configuration says, in place of what it said. Running pipelines follow the old one."""
        configuration = self._configuration(params["Identifier"])
        elements.check(params)
        configuration.pop("RealTimeAlertConfiguration", None)
        changes = pick(params, "ResourceAccessRoleArn", "RealTimeAlertConfiguration", "Elements")
        return CONFIGURATIONS.change(self, configuration, changes, UpdatedTimestamp=self.now())

    def delete_media_insights_pipeline_configuration(self, params: Params) -> Item:
        """Delete a configuration that no running pipeline follows."""
        configuration = self._configuration(params["Identifier"])
        if running(self, _ARN, configuration[_ARN]):
            raise exceptions.configuration_in_use(configuration[CONFIGURATIONS.key])
        CONFIGURATIONS.remove(self, configuration)
        return {}

    @once(conflict=BadRequestException)
    def create_media_insights_pipeline(self, params: Params) -> Item:
        """Analyze a stream, or a recording of one. Assumption: it is one or the other."""
        configuration = self._configuration(params[_ARN])
        if sum(source in params for source in _SOURCES) != 1:
            raise exceptions.one_runtime_source(_SOURCES)
        statuses = [{"Type": each["Type"], "Status": "InProgress"} for each in configuration["Elements"]]
        members = {
            **pick(params, _ARN, *_SOURCES, "MediaInsightsRuntimeMetadata"),
            **pick(params, "S3RecordingSinkRuntimeConfiguration"),
            "ElementStatuses": statuses,
        }
        return new(self, INSIGHTS, params, members)

    def update_media_insights_pipeline_status(self, params: Params) -> Item:
        """Pause a pipeline that runs, or resume one that is paused."""
        pipeline = find(self, params, INSIGHTS)
        before, after = _STATUS[params["UpdateStatus"]]
        if pipeline["Status"] != before:
            raise exceptions.wrong_status(pipeline, before)
        pipeline.update(Status=after, UpdatedTimestamp=self.now())
        return {}

    def _configuration(self, identifier: str) -> Item:
        return CONFIGURATIONS.find(self, {CONFIGURATIONS.key: identifier.rpartition("/")[2]})
