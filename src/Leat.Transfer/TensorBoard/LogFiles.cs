using System.Globalization;
using System.Text;

namespace Leat.Transfer.TensorBoard;

/// <summary>The images and texts of a run as files: <c>images/TAG/step_5.png</c>, <c>text/TAG/step_5.md</c>. What is logged again for a step gets a
/// number: <c>step_5_2.png</c>.</summary>
/// <param name="scan">The run.</param>
internal sealed class LogFiles(RunScan scan)
{
    /// <summary>In TensorFlow 2, an image tensor begins with width and height.</summary>
    private const int SizesBefore = 2;

    private const uint ImageContentField = (4 << 3) | WireType.Bytes;

    private readonly LogKeys _imageKeys = new(LogKeys.LongestChanged);
    private readonly LogKeys _textKeys = new(LogKeys.LongestChanged);
    private readonly Dictionary<LogTag, string> _folders = [];
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary>All of them, in the order in which they were logged; one event's are in memory at a time.</summary>
    public IEnumerable<(string Path, byte[] Content)> Read()
    {
        var found = new List<(string, byte[])>();
        foreach (var file in scan.Folder.Files)
        {
            if (file.Length == 0)
                continue;
            using var records = file.Open();
            while (ReadNext(records, found))
            {
                foreach (var entry in found)
                    yield return entry;
            }
        }
    }

    private bool ReadNext(RecordReader records, List<(string, byte[])> found)
    {
        found.Clear();
        if (!records.TryRead(out var record))
            return false;
        if (!LoggedEvent.TryRead(record, out var logged))
            return true;
        var values = new WireReader(logged.Summary);
        while (values.Next())
        {
            if (values.Key == SummaryValue.Field && SummaryValue.TryRead(values.Bytes, out var value) && scan.Tags.TryFind(value.Tag, out var tag))
                Add(logged.Step, value, tag, found);
        }

        return true;
    }

    private void Add(long step, in SummaryValue value, LogTag tag, List<(string, byte[])> found)
    {
        switch (SummaryKinds.Of(value, tag.Tensors))
        {
            case SummaryKind.Text:
                found.Add((PathOf("text", _textKeys, tag, step, "md"), Encoding.UTF8.GetBytes(TensorValue.ReadText(value.Content))));
                break;
            case SummaryKind.Image when value.Form == SummaryForm.Image:
                var fields = new WireReader(value.Content);
                while (fields.Next())
                {
                    if (fields.Key == ImageContentField)
                        AddImage(step, tag, fields.Bytes.ToArray(), found);
                }

                break;
            case SummaryKind.Image:
                foreach (var image in TensorValue.ReadTexts(value.Content).Skip(SizesBefore))
                    AddImage(step, tag, image, found);
                break;
        }
    }

    private void AddImage(long step, LogTag tag, byte[] image, List<(string, byte[])> found) =>
        found.Add((PathOf("images", _imageKeys, tag, step, ExtensionOf(image)), image));

    private string PathOf(string kind, LogKeys keys, LogTag tag, long step, string extension)
    {
        if (!_folders.TryGetValue(tag, out var folder))
            _folders[tag] = folder = $"{kind}/{keys.Take(tag.Name)}";
        var path = string.Create(CultureInfo.InvariantCulture, $"{folder}/step_{step}");
        var number = _taken[path] = _taken.GetValueOrDefault(path) + 1;
        return number == 1 ? $"{path}.{extension}" : string.Create(CultureInfo.InvariantCulture, $"{path}_{number}.{extension}");
    }

    /// <summary>By the bytes that formats begin with.</summary>
    private static string ExtensionOf(ReadOnlySpan<byte> image) =>
        image.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? "png"
        : image.StartsWith("GIF8"u8) ? "gif"
        : image.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]) ? "jpg"
        : image.Length > 12 && image[8..].StartsWith("WEBP"u8) ? "webp"
        : "bin";
}
