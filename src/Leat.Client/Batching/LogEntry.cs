using Leat.Core;

namespace Leat.Client;

internal enum LogEntryKind : byte
{
    Metric,
    Param,
    Tag,
    Inputs,
}

/// <summary>One thing to log, kept small because many may wait in a queue: all kinds share these fields.</summary>
internal readonly record struct LogEntry
{
    private LogEntry(LogEntryKind kind, string key, object? payload)
    {
        Kind = kind;
        Key = key;
        _payload = payload;
    }

    /// <summary>A param's or tag's value, a metric's link, or the inputs.</summary>
    private readonly object? _payload;

    private readonly double _value;
    private readonly long _timestampMs;
    private readonly long _step;

    private LogEntry(in Metric metric)
        : this(LogEntryKind.Metric, metric.Key, metric.Link)
    {
        _value = metric.Value;
        _timestampMs = metric.TimestampMs;
        _step = metric.Step;
    }

    public LogEntryKind Kind { get; }

    public string Key { get; }

    public static LogEntry Of(in Metric metric) => new(metric);

    public static LogEntry Of(Param param) => new(LogEntryKind.Param, param.Key, param.Value);

    public static LogEntry Of(Tag tag) => new(LogEntryKind.Tag, tag.Key, tag.Value);

    public static LogEntry Of(LogInputs inputs) => new(LogEntryKind.Inputs, "", inputs);

    public Metric ToMetric() => new(Key, _value, _timestampMs, _step, (MetricLink?)_payload);

    public Param ToParam() => new(Key, (string)_payload!);

    public Tag ToTag() => new(Key, (string)_payload!);

    public LogInputs ToInputs() => (LogInputs)_payload!;
}
