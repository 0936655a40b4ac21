using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Leat.Server;

/// <summary>Values recorded by Leat's own meters, whatever instruments they have: counters, up-down counters, and histograms of seconds.
/// Values are summed over all tags.</summary>
internal sealed class OwnFigures
{
    /// <summary>The prefix of Leat's meter names.</summary>
    public const string MeterPrefix = "Leat.";

    private readonly ConcurrentDictionary<string, Figure> _figures = new(StringComparer.Ordinal);

    /// <summary>Receives the measurements of an instrument; null if its kind is not supported.</summary>
    public Figure? FigureOf(Instrument instrument) => instrument switch
    {
        Counter<long> => Add(instrument, "counter", "_total"),
        UpDownCounter<long> => Add(instrument, "gauge", ""),
        Histogram<double> { Unit: "s" } => Add(instrument, "histogram", "_seconds"),
        _ => null,
    };

    public void WriteTo(PrometheusText text)
    {
        foreach (var figure in _figures.Values.OrderBy(figure => figure.Name, StringComparer.Ordinal))
            figure.WriteTo(text);
    }

    /// <summary>Two stores in one process have the same instruments; they are shown as one.</summary>
    private Figure Add(Instrument instrument, string type, string suffix)
    {
        var name = instrument.Name.Replace('.', '_') + suffix;
        return _figures.GetOrAdd(name, _ => new Figure(name, type, instrument.Description ?? instrument.Name));
    }

    /// <summary>One of Leat's metrics.</summary>
    internal sealed class Figure(string name, string type, string help)
    {
        private readonly Distribution _seconds = new();
        private long _sum;

        public string Name => name;

        public void Record(long value) => Interlocked.Add(ref _sum, value);

        public void Record(double seconds) => _seconds.Record(seconds);

        public void WriteTo(PrometheusText text)
        {
            text.Metric(name, type, help);
            if (type == "histogram")
                _seconds.WriteTo(text, name, labels: "");
            else
                text.Sample(name, labels: "", Interlocked.Read(ref _sum));
        }
    }
}
