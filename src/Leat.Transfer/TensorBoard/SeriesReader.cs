using Leat.Core;

namespace Leat.Transfer.TensorBoard;

/// <summary>Reads the points of a run. In its files the points of all metrics are mixed: each pass over them takes those of as many metrics as
/// fit into memory. A metric that does not fit alone is streamed if its points are in order.</summary>
/// <param name="scan">The run.</param>
/// <param name="mostPoints">How many points are held at a time.</param>
internal sealed class SeriesReader(RunScan scan, long mostPoints)
{
    /// <summary>Points that are handed on at a time while streaming.</summary>
    private const int PiecePoints = 4_096;

    /// <summary>The series by key. Points are read when they are enumerated; those of one pass stay until they are.</summary>
    /// <param name="keyOf">The keys of tags.</param>
    public IEnumerable<BulkSeries> Read(Func<LogTag, string> keyOf)
    {
        foreach (var group in Groups())
        {
            foreach (var tag in group.Tags)
                yield return new BulkSeries(keyOf(tag), tag.IsOrdered && tag.Points > mostPoints ? Stream(tag) : PointsOf(group, tag));
        }
    }

    private IEnumerable<Group> Groups()
    {
        var (tags, points) = (new List<LogTag>(), 0L);
        foreach (var tag in scan.Tags.All.Where(tag => tag.Points > 0))
        {
            if (tags.Count > 0 && points + tag.Points > mostPoints)
            {
                yield return new Group(tags);
                (tags, points) = ([], 0);
            }

            tags.Add(tag);
            points += tag.Points;
        }

        if (tags.Count > 0)
            yield return new Group(tags);
    }

    private IEnumerable<MetricPoint> PointsOf(Group group, LogTag tag)
    {
        foreach (var point in group.Take(scan, tag))
            yield return point;
    }

    private IEnumerable<MetricPoint> Stream(LogTag tag)
    {
        var piece = new List<MetricPoint>(PiecePoints);
        foreach (var file in scan.Folder.Files)
        {
            if (file.Length == 0)
                continue;
            using var records = file.Open();
            while (ReadPiece(records, tag, piece))
            {
                foreach (var point in piece)
                    yield return point;
            }
        }
    }

    private bool ReadPiece(RecordReader records, LogTag wanted, List<MetricPoint> piece)
    {
        piece.Clear();
        while (piece.Count < PiecePoints && records.TryRead(out var record))
        {
            if (LoggedEvent.TryRead(record, out var logged))
                AddPoints(scan, logged, (tag, point) => piece.Add(point), only: wanted);
        }

        return piece.Count > 0;
    }

    private static void AddPoints(RunScan scan, in LoggedEvent logged, Action<LogTag, MetricPoint> add, LogTag? only = null)
    {
        var values = new WireReader(logged.Summary);
        while (values.Next())
        {
            if (values.Key == SummaryValue.Field && SummaryValue.TryRead(values.Bytes, out var value)
                && scan.Tags.TryFind(value.Tag, out var tag) && (only is null || tag == only)
                && RunScan.TryGetPoint(logged, value, tag.Tensors, out var point))
                add(tag, point);
        }
    }

    /// <summary>Metrics whose points are read in one pass.</summary>
    private sealed class Group(IReadOnlyList<LogTag> tags)
    {
        private readonly Dictionary<LogTag, Buffer> _buffers = [];

        public IReadOnlyList<LogTag> Tags => tags;

        /// <summary>The points of a metric in the order in which stores keep them; they are forgotten here.</summary>
        public ArraySegment<MetricPoint> Take(RunScan scan, LogTag tag)
        {
            if (!_buffers.ContainsKey(tag))
                Load(scan);
            _buffers.Remove(tag, out var buffer);
            var points = new ArraySegment<MetricPoint>(buffer!.Points, 0, buffer.Count);
            if (!tag.IsOrdered)
                points.AsSpan().Sort(static (a, b) => MetricValues.CompareByStep(a, b));
            return points;
        }

        private void Load(RunScan scan)
        {
            foreach (var tag in tags)
                _buffers[tag] = new Buffer(new MetricPoint[tag.Points]);
            foreach (var file in scan.Folder.Files)
                LogWalk.Read(file, (in LoggedEvent logged) => AddPoints(scan, logged, Add));
        }

        private void Add(LogTag tag, MetricPoint point)
        {
            // A file that was written anew since it was scanned may have more.
            if (_buffers.TryGetValue(tag, out var buffer) && buffer.Count < buffer.Points.Length)
                buffer.Points[buffer.Count++] = point;
        }
    }

    private sealed class Buffer(MetricPoint[] points)
    {
        public MetricPoint[] Points => points;

        public int Count { get; set; }
    }
}
