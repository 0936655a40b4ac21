using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Reads the usual form of a <c>log-metric</c> body straight into a command.</summary>
/// <remarks>What it does not know it leaves to the careful decoder (<see cref="LogMetricRequest.Decode"/>), its oracle.</remarks>
internal static class LogMetricReader
{
    /// <summary>Reads the body, whatever its form.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: names what is wrong with it.</exception>
    public static LogBatch Read(ReadOnlyMemory<byte> utf8)
    {
        if (TryRead(utf8.Span, out var batch))
            return batch!;
        using var body = WireBody.Parse(utf8);
        return LogMetricRequest.Decode(body.Fields).ToCommand();
    }

    /// <summary>Reads the body, if it has the usual form.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="batch">The command, checked.</param>
    /// <returns>False when the careful decoder must have a look.</returns>
    /// <exception cref="LeatException">The body was read, and the command is not allowed: the answer of the careful decoder, too.</exception>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out LogBatch? batch)
    {
        batch = null;
        try
        {
            var reader = new Utf8JsonReader(utf8);
            var fields = new MetricFields { TakesRunId = true };
            var keys = default(KeyCache);
            if (!reader.Read()
                || reader.TokenType != JsonTokenType.StartObject
                || !fields.TryReadObject(ref reader, ref keys)
                || reader.Read()
                || string.IsNullOrEmpty(fields.RunId))
                return false;
            batch = LogBatch.ForMetric(fields.RunId, fields.ToMetric());
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or a text that is no Unicode.
            return false;
        }
    }
}
