namespace Leat.Storage.Files;

/// <summary>A kind of thing that a file store holds.</summary>
internal enum FileThing
{
    Experiment,
    Run,
    LoggedModel,
    RegisteredModel,
    ModelVersion,
    Trace,
}
