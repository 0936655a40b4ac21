using System.Diagnostics.Metrics;

namespace Leat.Server;

/// <summary>Collects the meters of one server during its lifetime.</summary>
/// <remarks>Small enough not to need an exporter's packages. Without it nobody listens, and the meters cost almost nothing.</remarks>
internal sealed class MeterReader : IDisposable
{
    private const string HostingMeter = "Microsoft.AspNetCore.Hosting";
    private const string RequestDuration = "http.server.request.duration";

    private readonly MeterListener _listener = new();
    private readonly IMeterFactory _serverMeters;
    private readonly RequestFigures _requests = new();
    private readonly OwnFigures _own = new();

    /// <param name="serverMeters">Creates this server's meters; another server in the process has its own.</param>
    public MeterReader(IMeterFactory serverMeters)
    {
        _serverMeters = serverMeters;
        _listener.InstrumentPublished = Enable;
        _listener.SetMeasurementEventCallback<double>(Record);
        _listener.SetMeasurementEventCallback<long>(Record);
        _listener.Start();
    }

    /// <summary>All collected values in Prometheus' format.</summary>
    public string Write()
    {
        var text = new PrometheusText();
        var version = PrometheusText.Label("version", ServiceEndpoints.LeatVersion);
        var protocol = PrometheusText.Label("protocol_version", LeatServer.ProtocolVersion);
        text.Single("leat_info", "gauge", "Versions of Leat and of the protocol.", 1, $"{version},{protocol}");
        _requests.WriteTo(text);
        _own.WriteTo(text);
        ProcessFigures.WriteTo(text);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Enable(Instrument instrument, MeterListener listener)
    {
        var meter = instrument.Meter;
        if (meter.Name == HostingMeter && instrument.Name == RequestDuration && meter.Scope == _serverMeters)
            listener.EnableMeasurementEvents(instrument, _requests);
        else if (meter.Name.StartsWith(OwnFigures.MeterPrefix, StringComparison.Ordinal) && _own.FigureOf(instrument) is { } figure)
            listener.EnableMeasurementEvents(instrument, figure);
    }

    private static void Record(
        Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        if (state is RequestFigures requests)
            requests.Record(value, tags);
        else
            (state as OwnFigures.Figure)?.Record(value);
    }

    private static void Record(
        Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        (state as OwnFigures.Figure)?.Record(value);
}
