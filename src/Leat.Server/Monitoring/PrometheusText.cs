using System.Globalization;
using System.Text;

namespace Leat.Server;

/// <summary>Writes Prometheus' text format, version 0.0.4.</summary>
internal sealed class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Starts a metric; its samples follow.</summary>
    public void Metric(string name, string type, string help) =>
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    /// <summary>Writes one value of the metric.</summary>
    /// <param name="name">The metric's name, with a suffix if its type has several.</param>
    /// <param name="labels">Comma-separated pairs from <see cref="Label"/>; may be empty.</param>
    /// <param name="value">A number.</param>
    public void Sample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
            _text.Append('{').Append(labels).Append('}');
        _text.Append(CultureInfo.InvariantCulture, $" {value}\n");
    }

    /// <summary>Writes a metric with a single value.</summary>
    public void Single(string name, string type, string help, double value, string labels = "")
    {
        Metric(name, type, help);
        Sample(name, labels, value);
    }

    public static string Label(string name, string value) =>
        $"{name}=\"{value.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    public override string ToString() => _text.ToString();
}
