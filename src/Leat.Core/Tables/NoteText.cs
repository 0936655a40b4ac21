namespace Leat.Core;

/// <summary>The notes of runs and experiments, which are kept in a tag.</summary>
public static class NoteText
{
    /// <summary>The tag that holds the note.</summary>
    public const string Tag = "mlflow.note.content";

    /// <summary>The part of a note that is looked at for its first line, in characters.</summary>
    public const int LineLength = 300;

    /// <summary>The first line that is not blank; null if there is none within the first <see cref="LineLength"/> characters.</summary>
    public static string? FirstLine(string? note)
    {
        var text = TextRules.Truncate(note ?? "", LineLength).AsSpan().TrimStart();
        var end = text.IndexOfAny('\r', '\n');
        return text.IsEmpty ? null : (end < 0 ? text : text[..end]).TrimEnd().ToString();
    }
}
