using Leat.Durability.Tests.Api;

namespace Leat.Durability.Tests.Kill;

/// <summary>One thing that a client can write and read back, in comparable and countable form.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Owner">The name of its run or experiment, chosen by the client and so known before the server answers.</param>
/// <param name="Text">Its whole content.</param>
internal readonly record struct Fact(string Kind, string Owner, string Text)
{
    public static Fact Experiment(string name) => new("experiment", name, "");

    public static Fact ExperimentTag(string experiment, string key, string value) =>
        new("experiment tag", experiment, $"{key}={value}");

    public static Fact Run(string experiment, string name) => new("run", name, experiment);

    public static Fact Ended(string run, long endTime) => new("end", run, $"{endTime}");

    public static Fact Deleted(string run) => new("deletion", run, "");

    public static Fact Param(string run, string key, string value) => new("param", run, $"{key}={value}");

    public static Fact Tag(string run, string key, string value) => new("tag", run, $"{key}={value}");

    public static Fact Input(string run, string name, string digest, string context) =>
        new("input", run, $"{name}#{digest} as {context}");

    public static Fact OfPoint(string run, Point point) => new("point", run, point.ToString());

    public override string ToString() => $"{Kind} {Owner} {Text}".TrimEnd();
}
