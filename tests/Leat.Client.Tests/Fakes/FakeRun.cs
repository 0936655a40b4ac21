using Leat.Core;

namespace Leat.Client.Tests.Fakes;

/// <summary>An in-memory run that, like real stores, rejects changed params and writes to a deleted run.</summary>
internal sealed class FakeRun(RunInfo info)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _params = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);
    private readonly List<Metric> _points = [];

    public RunInfo Info { get; private set; } = info;

    /// <summary>In the order they arrived.</summary>
    public IReadOnlyList<Metric> Points
    {
        get
        {
            lock (_gate)
                return [.. _points];
        }
    }

    public IReadOnlyDictionary<string, string> Params => _params;

    public IReadOnlyDictionary<string, string> Tags => _tags;

    public List<DatasetInput> Inputs { get; } = [];

    public void Apply(LogBatch batch)
    {
        lock (_gate)
        {
            if (Info.LifecycleStage == LifecycleStage.Deleted)
                throw LeatException.InvalidParameter($"The run {Info.RunId} must be in the 'active' state.");
            foreach (var param in batch.Params)
            {
                if (_params.TryGetValue(param.Key, out var old) && old != param.Value)
                    throw LeatException.InvalidParameter($"Changing param values is not allowed: '{param.Key}'.");
            }

            foreach (var param in batch.Params)
                _params[param.Key] = param.Value;
            foreach (var tag in batch.Tags)
                _tags[tag.Key] = tag.Value;
            _points.AddRange(batch.Metrics);
        }
    }

    public RunInfo Update(RunUpdate update)
    {
        lock (_gate)
        {
            return Info = Info with
            {
                Status = update.Status ?? Info.Status,
                EndTimeMs = update.EndTimeMs ?? Info.EndTimeMs,
                RunName = update.RunName ?? Info.RunName,
            };
        }
    }

    public void Delete() => Info = Info with { LifecycleStage = LifecycleStage.Deleted };

    public Run ToRun()
    {
        lock (_gate)
        {
            var data = new RunData(
                [.. _points], [.. _params.Select(p => new Param(p.Key, p.Value))], [.. _tags.Select(t => new Tag(t.Key, t.Value))]);
            return new Run(Info, data, new RunInputs([.. Inputs]));
        }
    }
}
