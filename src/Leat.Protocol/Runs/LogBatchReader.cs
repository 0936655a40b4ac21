using System.Buffers;
using System.Text.Json;
using Leat.Core;

namespace Leat.Protocol;

/// <summary>Reads the usual form of a <c>log-batch</c> body straight into a command.</summary>
/// <remarks>
/// Steps: 1. walk the body once; each known field at most once, with the types that clients send; anything else is left to
/// the careful decoder. 2. Make points in a pooled array, equal keys as one string. 3. Let the command check itself, which
/// copies what it keeps.
/// The careful decoder (<see cref="LogBatchRequest.Decode"/>) is the oracle: whatever is read here reads the same there.
/// </remarks>
internal static class LogBatchReader
{
    /// <summary>Most batches of a training loop are smaller; larger ones double it.</summary>
    private const int FirstCapacity = 128;

    private const int MaxPoints = 1_000_000;

    /// <summary>Reads the body, whatever its form.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: names what is wrong with it.</exception>
    public static LogBatch Read(ReadOnlyMemory<byte> utf8, InputLimits limits)
    {
        if (TryRead(utf8.Span, limits, out var batch))
            return batch!;
        using var body = WireBody.Parse(utf8);
        return LogBatchRequest.Decode(body.Fields).ToCommand(limits);
    }

    /// <summary>Reads the body, if it has the usual form.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="limits">The store's limits.</param>
    /// <param name="batch">The command, checked.</param>
    /// <returns>False when the careful decoder must have a look.</returns>
    /// <exception cref="LeatException">The body was read, and the command is over a limit: the answer of the careful decoder, too.</exception>
    public static bool TryRead(ReadOnlySpan<byte> utf8, InputLimits limits, out LogBatch? batch)
    {
        batch = null;
        var entries = new Entries { Metrics = ArrayPool<Metric>.Shared.Rent(FirstCapacity) };
        var keys = KeyCache.Rent();
        try
        {
            // 1. and 2.
            if (!TryReadBody(utf8, ref entries, ref keys))
                return false;

            // 3.
            batch = LogBatch.Create(entries.RunId!, entries.MetricList, entries.Params, entries.Tags, limits);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or a text that is no Unicode.
            return false;
        }
        finally
        {
            ArrayPool<Metric>.Shared.Return(entries.Metrics, clearArray: true);
            keys.Return();
        }
    }

    private static bool TryReadBody(ReadOnlySpan<byte> utf8, ref Entries entries, ref KeyCache keys)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!TryReadField(ref reader, ref entries, ref keys))
                return false;
        }

        // An empty run id is a missing one, which the careful decoder words.
        return reader.TokenType == JsonTokenType.EndObject && !reader.Read() && !string.IsNullOrEmpty(entries.RunId);
    }

    private static bool TryReadField(ref Utf8JsonReader reader, ref Entries entries, ref KeyCache keys)
    {
        if (reader.ValueTextEquals("metrics"u8))
            return entries.See(1) && TryReadMetrics(ref reader, ref entries, ref keys);
        if (reader.ValueTextEquals("params"u8))
            return entries.See(2) && TryReadPairs(ref reader, entries.Params, (key, value) => new Param(key, value));
        if (reader.ValueTextEquals("tags"u8))
            return entries.See(4) && TryReadPairs(ref reader, entries.Tags, (key, value) => new Tag(key, value));
        return reader.ValueTextEquals("run_id"u8) && entries.See(8) && reader.TryReadText(out entries.RunId);
    }

    private static bool TryReadMetrics(ref Utf8JsonReader reader, ref Entries entries, ref KeyCache keys)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var fields = default(MetricFields);
            if (!fields.TryReadObject(ref reader, ref keys))
                return false;
            if (!entries.TryAdd(fields.ToMetric()))
                return false;
        }

        return reader.TokenType == JsonTokenType.EndArray;
    }

    private static bool TryReadPairs<T>(ref Utf8JsonReader reader, List<T> pairs, Func<string, string, T> make)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (!TryReadPair(ref reader, out var key, out var value))
                return false;
            pairs.Add(make(key, value));
        }

        return reader.TokenType == JsonTokenType.EndArray;
    }

    private static bool TryReadPair(ref Utf8JsonReader reader, out string key, out string value)
    {
        key = value = null!;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var read = reader.ValueTextEquals("key"u8) ? key is null && reader.TryReadText(out key!)
                : reader.ValueTextEquals("value"u8) && value is null && reader.TryReadText(out value!);
            if (!read)
                return false;
        }

        return reader.TokenType == JsonTokenType.EndObject && !string.IsNullOrEmpty(key) && value is not null;
    }

    private struct Entries()
    {
        public string? RunId = null;
        public Metric[] Metrics = [];
        private int _count = 0;
        private int _seen = 0;

        public List<Param> Params { get; } = [];

        public List<Tag> Tags { get; } = [];

        public readonly IReadOnlyList<Metric> MetricList =>
            _count == 0 ? Array.Empty<Metric>() : new ArraySegment<Metric>(Metrics, 0, _count);

        /// <summary>False when the field came before: which one counts is the careful decoder's business.</summary>
        public bool See(int field)
        {
            var first = (_seen & field) == 0;
            _seen |= field;
            return first;
        }

        /// <summary>False when there are far more than a batch may have: a point takes many times the memory of <c>{},</c>.</summary>
        public bool TryAdd(in Metric metric)
        {
            if (_count == MaxPoints)
                return false;
            if (_count == Metrics.Length)
                Grow();
            Metrics[_count++] = metric;
            return true;
        }

        private void Grow()
        {
            var larger = ArrayPool<Metric>.Shared.Rent(_count * 2);
            Metrics.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<Metric>.Shared.Return(Metrics, clearArray: true);
            Metrics = larger;
        }
    }
}
