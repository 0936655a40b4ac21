namespace Leat.Transfer.TensorBoard;

/// <summary>An event: TensorFlow's message <c>Event</c>, as far as it is read.</summary>
internal readonly ref struct LoggedEvent
{
    private const uint WallTimeField = (1 << 3) | WireType.Fixed64;
    private const uint StepField = (2 << 3) | WireType.Varint;
    private const uint GraphField = (4 << 3) | WireType.Bytes;
    private const uint SummaryField = (5 << 3) | WireType.Bytes;
    private const uint RunMetadataField = (8 << 3) | WireType.Bytes;
    private const uint MetaGraphField = (9 << 3) | WireType.Bytes;

    /// <summary>When it was logged, in seconds since 1970, UTC; writers have put anything here.</summary>
    public double WallTime { get; private init; }

    public long Step { get; private init; }

    /// <summary>The values that it brings, to be read by <see cref="SummaryValue"/>; empty if it brings something else.</summary>
    public ReadOnlySpan<byte> Summary { get; private init; }

    /// <summary>Whether it brings a graph, or how one was run.</summary>
    public bool HasGraph { get; private init; }

    /// <summary>Reads an event.</summary>
    /// <returns>Whether the bytes are a message.</returns>
    public static bool TryRead(ReadOnlySpan<byte> record, out LoggedEvent read)
    {
        var fields = new WireReader(record);
        var (wallTime, step, hasGraph) = (0.0, 0L, false);
        var summary = default(ReadOnlySpan<byte>);
        while (fields.Next())
        {
            switch (fields.Key)
            {
                case WallTimeField:
                    wallTime = fields.Double;
                    break;
                case StepField:
                    step = (long)fields.Number;
                    break;
                case SummaryField:
                    summary = fields.Bytes;
                    break;
                case GraphField or RunMetadataField or MetaGraphField:
                    hasGraph = true;
                    break;
            }
        }

        read = new LoggedEvent { WallTime = wallTime, Step = step, Summary = summary, HasGraph = hasGraph };
        return !fields.IsMalformed;
    }
}
