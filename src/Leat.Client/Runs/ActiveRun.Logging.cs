using Leat.Core;

namespace Leat.Client;

public sealed partial class ActiveRun
{
    /// <summary>Logs a param: an input of the run, written once.</summary>
    /// <param name="key">Up to 250 characters: letters, digits, <c>_ - . / :</c> and spaces.</param>
    /// <param name="value">Written independently of the culture: null as <c>None</c>, booleans as <c>True</c> and
    /// <c>False</c>, lists as <c>[1, 2]</c>, as Python's client does. The store cuts it at 6,000 characters.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the key is not allowed.</exception>
    /// <exception cref="InvalidOperationException">The run has ended.</exception>
    public void LogParam(string key, object? value)
    {
        var text = ValueText.Of(value);
        EntryRules.CheckText("Param", key, text);
        _log.Add(LogEntry.Of(new Param(key, text)));
    }

    /// <summary>Logs several params; see <see cref="LogParam"/>.</summary>
    public void LogParams<TValue>(IEnumerable<KeyValuePair<string, TValue>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (key, value) in values)
            LogParam(key, value);
    }

    /// <summary>Logs several params; see <see cref="LogParam"/>. For example <c>run.LogParams(("depth", 6), ("rate", 0.1))</c>.</summary>
    public void LogParams(params ReadOnlySpan<(string Key, object? Value)> values)
    {
        foreach (var (key, value) in values)
            LogParam(key, value);
    }

    /// <summary>Logs one point of a metric.</summary>
    /// <param name="key">Up to 250 characters: letters, digits, <c>_ - . / :</c> and spaces.</param>
    /// <param name="value">Any double. NaN is kept; infinities are kept as ± the largest double.</param>
    /// <param name="step">Where in training: any integer.</param>
    /// <param name="timestamp">When it was measured; null for now. Not before 1970. Kept to the millisecond.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the key or time is not allowed.</exception>
    /// <exception cref="InvalidOperationException">The run has ended.</exception>
    public void LogMetric(string key, double value, long step = 0, DateTimeOffset? timestamp = null)
    {
        var timestampMs = timestamp?.ToUnixTimeMilliseconds() ?? Client.NowMs;
        EntryRules.CheckMetric(key, timestampMs);
        _log.Add(LogEntry.Of(new Metric(key, value, timestampMs, step)));
    }

    /// <summary>Logs one point of several metrics, all with the same step and time; see <see cref="LogMetric"/>.</summary>
    public void LogMetrics(
        IEnumerable<KeyValuePair<string, double>> values, long step = 0, DateTimeOffset? timestamp = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var now = timestamp ?? Client.Options.TimeProvider.GetUtcNow();
        foreach (var (key, value) in values)
            LogMetric(key, value, step, now);
    }

    /// <summary>Sets a tag, replacing its value.</summary>
    /// <param name="key">Up to 250 characters: letters, digits, <c>_ - . / :</c> and spaces.</param>
    /// <param name="value">Written as <see cref="LogParam"/> writes it. The store cuts it at 8,000 characters.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: the key is not allowed.</exception>
    /// <exception cref="InvalidOperationException">The run has ended.</exception>
    public void SetTag(string key, object? value)
    {
        var text = ValueText.Of(value);
        EntryRules.CheckText("Tag", key, text);
        AddTag(key, text);
    }

    /// <summary>Sets several tags; see <see cref="SetTag"/>.</summary>
    public void SetTags<TValue>(IEnumerable<KeyValuePair<string, TValue>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (key, value) in values)
            SetTag(key, value);
    }

    /// <summary>Sets several tags; see <see cref="SetTag"/>.</summary>
    public void SetTags(params ReadOnlySpan<(string Key, object? Value)> values)
    {
        foreach (var (key, value) in values)
            SetTag(key, value);
    }

    /// <summary>Notes that the run used a dataset.</summary>
    /// <param name="dataset">For example from <see cref="TabularDataset.FromCsv"/>.</param>
    /// <param name="context">What for, for example <c>training</c>; kept in the input's tag <c>mlflow.data.context</c>.</param>
    /// <param name="tags">More tags of this use.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a value over its limit.</exception>
    /// <exception cref="InvalidOperationException">The run has ended.</exception>
    public void LogInput(Dataset dataset, string? context = null, IEnumerable<KeyValuePair<string, string>>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        List<Tag> all = [.. tags.ToTags()];
        if (context is not null)
            all.Add(new Tag(RunTags.DatasetContext, context));
        _log.Add(LogEntry.Of(LogInputs.Create(RunId, [new DatasetInput(dataset, all)])));
    }

    private void AddTag(string key, string value) => _log.Add(LogEntry.Of(new Tag(key, value)));
}
