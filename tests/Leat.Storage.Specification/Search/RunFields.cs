using System.Globalization;
using Leat.Core;

namespace Leat.Storage.Specification.Search;

/// <summary>Interprets the fields of a load line.</summary>
internal sealed class RunFields
{
    private readonly Dictionary<string, string> _single = [];

    public RunFields(LoadStep step)
    {
        foreach (var (key, value) in step.Fields)
            Add(step.Line, key, value);
    }

    public List<Metric> Metrics { get; } = [];

    public List<Param> Params { get; } = [];

    public List<Tag> Tags { get; } = [];

    public List<DatasetInput> Datasets { get; } = [];

    public long StartTimeMs => Number("start") ?? 0;

    public long? EndTimeMs => Number("end");

    public RunStatus? Status => Single("status") is not { } name ? null
        : RunStatuses.TryParse(name, out var status) ? status
        : throw new FormatException($"'{name}' is no status.");

    public string? Single(string key) => _single.GetValueOrDefault(key);

    private long? Number(string key) =>
        Single(key) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    private void Add(int line, string key, string value)
    {
        if (key.StartsWith("metric.", StringComparison.Ordinal))
            Metrics.AddRange(value.Split(',').Select(point => ParsePoint(key["metric.".Length..], point)));
        else if (key.StartsWith("param.", StringComparison.Ordinal))
            Params.Add(new Param(key["param.".Length..], value));
        else if (key.StartsWith("tag.", StringComparison.Ordinal))
            Tags.Add(new Tag(key["tag.".Length..], value));
        else if (key == "dataset")
            Datasets.Add(ParseDataset(value));
        else if (key is "name" or "in" or "start" or "end" or "status" or "user" or "artifacts")
            _single[key] = value;
        else
            throw ScriptParser.Bad(line, $"{key}={value}");
    }

    /// <summary><c>0.5</c>, <c>nan</c>, <c>-inf</c>, or with a step <c>0.5@3</c>.</summary>
    private static Metric ParsePoint(string key, string text)
    {
        var parts = text.Split('@');
        var step = parts.Length == 2 ? long.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        return new Metric(key, ParseValue(parts[0]), TimestampMs: 1, step);
    }

    private static double ParseValue(string text) => text switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    /// <summary><c>name/digest</c> or <c>name/digest/context</c>.</summary>
    private static DatasetInput ParseDataset(string text)
    {
        var parts = text.Split('/');
        IReadOnlyList<Tag> tags = parts.Length == 3 ? [new Tag("mlflow.data.context", parts[2])] : [];
        return new DatasetInput(new Dataset(parts[0], parts[1], "local", "{}"), tags);
    }
}
