using System.Collections.Concurrent;

namespace Leat.Client.Tests.Fakes;

/// <summary>Environment variables of one test.</summary>
internal sealed class FakeEnvironment
{
    private readonly ConcurrentDictionary<string, string> _values;

    public FakeEnvironment(IReadOnlyDictionary<string, string>? values = null)
    {
        _values = new ConcurrentDictionary<string, string>(values ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        Variables = new ProcessEnvironment(name => _values.GetValueOrDefault(name), Set);
    }

    public ProcessEnvironment Variables { get; }

    public bool Has(string name) => _values.ContainsKey(name);

    private void Set(string name, string? value)
    {
        if (value is null)
            _values.TryRemove(name, out _);
        else
            _values[name] = value;
    }
}
