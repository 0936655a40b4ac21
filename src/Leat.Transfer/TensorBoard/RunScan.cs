using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Leat.Core;

namespace Leat.Transfer.TensorBoard;

/// <summary>What a run has, without the points of its metrics: what one pass over its files tells.</summary>
/// <param name="folder">The run.</param>
internal sealed class RunScan(RunFolder folder)
{
    /// <summary>Of the run ids: another way to make them would bring all runs again.</summary>
    private const string IdScheme = "tensorboard-run-1";

    /// <summary>Params and texts beyond are left out.</summary>
    private const int MostTexts = 10_000;

    private const long MostTextBytes = 64 << 20;

    private const int MostNotes = 1_000;

    private readonly Dictionary<SummaryKind, long> _leftOut = [];
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly Dictionary<LogTag, string> _texts = [];
    private readonly List<(bool IsLoss, string Text)> _notes = [];
    private long _textBytes;
    private long _refusedTexts;
    private long _badTimes;
    private long _badValues;
    private bool _failed;
    private long? _startMs;
    private long _endMs;

    /// <summary>The run.</summary>
    public RunFolder Folder { get; } = folder;

    /// <summary>Its id: the same whenever and from wherever the directory is read. Null if it has no event.</summary>
    public string? RunId { get; private set; }

    public LogTags Tags { get; } = new();

    public long Points { get; private set; }

    public long StartMs => _startMs ?? 0;

    public long EndMs => Math.Max(_endMs, StartMs);

    public RunStatus Status => _failed ? RunStatus.Failed : RunStatus.Finished;

    /// <summary>Hyperparameters, by name.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>What else is told of the session that the run is of.</summary>
    public IReadOnlyDictionary<string, string> Links => _links;

    /// <summary>The first text of each tag that has some, as long as a tag of a run may be.</summary>
    public IReadOnlyDictionary<LogTag, string> Texts => _texts;

    /// <summary>How many values have no place, by what they are.</summary>
    public IReadOnlyDictionary<SummaryKind, long> LeftOut => _leftOut;

    /// <summary>Whether it has texts or images.</summary>
    public bool HasFiles => _leftOut.ContainsKey(SummaryKind.Text) || _leftOut.ContainsKey(SummaryKind.Image);

    /// <summary>What is to be said of it.</summary>
    public IReadOnlyList<(bool IsLoss, string Text)> Notes => _notes;

    /// <summary>Reads the files of a run.</summary>
    public static RunScan Of(RunFolder folder)
    {
        var scan = new RunScan(folder);
        foreach (var file in folder.Files)
            LogWalk.Read(file, (in LoggedEvent logged) => scan.Add(file, logged), scan.Note);
        scan.NoteFaults();
        return scan;
    }

    /// <summary>Reads the point that a value is.</summary>
    /// <param name="logged">Its event.</param>
    /// <param name="value">The value.</param>
    /// <param name="tensors">What the tensors of its tag are.</param>
    /// <param name="point">The point.</param>
    /// <returns>False if it is none.</returns>
    public static bool TryGetPoint(in LoggedEvent logged, in SummaryValue value, SummaryKind tensors, out MetricPoint point)
    {
        point = default;
        if (SummaryKinds.Of(value, tensors) != SummaryKind.Scalar)
            return false;
        double number = value.Number;
        if (value.Form != SummaryForm.Number && !TensorValue.TryReadNumber(value.Content, out number))
            return false;
        LogTime.TryGetMs(logged.WallTime, out var ms);
        point = new MetricPoint(logged.Step, ms, MetricValues.Canonical(number));
        return true;
    }

    private void Add(EventFile file, in LoggedEvent logged)
    {
        RunId ??= IdOf(file, logged.WallTime);
        if (LogTime.TryGetMs(logged.WallTime, out var ms))
        {
            _startMs ??= ms;
            _endMs = Math.Max(_endMs, ms);
        }

        if (logged.HasGraph)
            LeaveOut(SummaryKind.Graph);
        var values = new WireReader(logged.Summary);
        while (values.Next())
        {
            if (values.Key != SummaryValue.Field)
                continue;
            if (SummaryValue.TryRead(values.Bytes, out var value))
                Add(logged, value);
            else
                _badValues++;
        }

        if (values.IsMalformed)
            _badValues++;
    }

    private void Add(in LoggedEvent logged, in SummaryValue value)
    {
        if (Tags.Get(value.Tag) is not { } tag)
            return;
        var kind = SummaryKinds.Of(value, tag.Tensors);
        if (value.Form is SummaryForm.Tensor or SummaryForm.None && tag.Tensors == SummaryKind.None)
            tag.Tensors = kind;
        switch (kind)
        {
            case SummaryKind.Scalar:
                AddPoint(logged, value, tag);
                break;
            case SummaryKind.Session:
                AddSession(value.PluginContent);
                break;
            case SummaryKind.Text:
                AddText(tag, value.Content);
                break;
            default:
                LeaveOut(kind);
                break;
        }
    }

    private void AddPoint(in LoggedEvent logged, in SummaryValue value, LogTag tag)
    {
        if (!TryGetPoint(logged, value, tag.Tensors, out var point))
        {
            _badValues++;
            return;
        }

        if (!LogTime.TryGetMs(logged.WallTime, out _))
            _badTimes++;
        tag.Count(point);
        Points++;
    }

    private void AddSession(ReadOnlySpan<byte> content)
    {
        var session = new SessionInfo();
        if (!session.TryRead(content))
        {
            _badValues++;
            return;
        }

        _failed = session.Failed ?? _failed;
        foreach (var (name, value) in session.Values)
        {
            if (value is null)
                Note(true, $"Its hyperparameter '{TextRules.Truncate(name, 100)}' is a list or a map; it was left out.");
            else if (_values.TryGetValue(name, out var first))
            {
                if (first != value)
                    Note(false, $"Its hyperparameter '{TextRules.Truncate(name, 100)}' was given again with another value: the first counts.");
            }
            else if (HasRoom(_values.Count, value))
                _values.Add(name, value);
        }

        foreach (var (name, text) in session.Links)
        {
            if (!_links.ContainsKey(name) && HasRoom(_links.Count, text))
                _links.Add(name, text);
        }
    }

    private void AddText(LogTag tag, ReadOnlySpan<byte> tensor)
    {
        LeaveOut(SummaryKind.Text);
        if (_texts.ContainsKey(tag))
            return;
        var text = TensorValue.ReadText(tensor);
        if (TextRules.CodePointLength(text) <= LogRules.MaxTagValueLength && HasRoom(_texts.Count, text))
        {
            _texts.Add(tag, text);
            LeaveOut(SummaryKind.Text, -1);
        }
    }

    private bool HasRoom(int count, string text)
    {
        if (count < MostTexts && _textBytes + text.Length <= MostTextBytes)
        {
            _textBytes += text.Length;
            return true;
        }

        _refusedTexts++;
        return false;
    }

    private void LeaveOut(SummaryKind kind, long count = 1) => _leftOut[kind] = _leftOut.GetValueOrDefault(kind) + count;

    private string IdOf(EventFile file, double wallTime)
    {
        var identity = string.Create(
            CultureInfo.InvariantCulture, $"{IdScheme}\n{Folder.Path}\n{file.Name}\n{BitConverter.DoubleToUInt64Bits(wallTime):x16}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16));
    }

    private void NoteFaults()
    {
        if (_badValues > 0)
            Note(_badValues, "values are not as TensorFlow writes them; they were left out.");
        if (_badTimes > 0)
            Note(false, string.Create(CultureInfo.InvariantCulture, $"{_badTimes:N0} of its points have no time that can be one; they have the time 0 here."));
        if (Tags.Refused > 0)
            Note(Tags.Refused, "values were left out: their tags are too long, or too many for one run.");
        if (_refusedTexts > 0)
            Note(_refusedTexts, "of its hyperparameters and texts were left out: they are too many for one run.");
    }

    private void Note(long count, string text) => Note(true, string.Create(CultureInfo.InvariantCulture, $"{count:N0} {text}"));

    private void Note(bool isLoss, string text)
    {
        if (_notes.Count < MostNotes)
            _notes.Add((isLoss, text));
    }
}
