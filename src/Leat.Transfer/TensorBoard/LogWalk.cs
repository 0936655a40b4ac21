namespace Leat.Transfer.TensorBoard;

/// <summary>Is shown an event.</summary>
internal delegate void EventHandler(in LoggedEvent logged);

/// <summary>Goes through the events of a run.</summary>
internal static class LogWalk
{
    /// <summary>Shows the events of a file, one after another.</summary>
    /// <param name="file">The file.</param>
    /// <param name="handle">Is shown each.</param>
    /// <param name="note">Is told what of the file could not be read: whether that is a loss, and a sentence. Null if nobody asks.</param>
    public static void Read(EventFile file, EventHandler handle, Action<bool, string>? note = null)
    {
        if (file.Length == 0)
        {
            note?.Invoke(false, $"'{file.Shown}' is empty.");
            return;
        }

        var malformed = 0L;
        try
        {
            using var records = file.Open();
            while (records.TryRead(out var record))
            {
                if (LoggedEvent.TryRead(record, out var logged))
                    handle(logged);
                else
                    malformed++;
            }

            if (note is not null)
                NoteEnd(file, records, note);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            note?.Invoke(true, $"'{file.Shown}' cannot be read: {error.Message.TrimEnd('.')}.");
        }

        if (malformed > 0)
            note?.Invoke(true, FormattableString.Invariant($"'{file.Shown}' has {malformed:N0} records that are no events; they were left out."));
    }

    private static void NoteEnd(EventFile file, RecordReader records, Action<bool, string> note)
    {
        if (records.End == RecordEnd.CutOff)
        {
            note(false, FormattableString.Invariant(
                $"'{file.Shown}' ends within the record at byte {records.Offset:N0}: it is being written, or its writer was killed. What is before that came."));
        }

        if (records.End == RecordEnd.Damaged)
        {
            note(true, FormattableString.Invariant(
                $"'{file.Shown}' is damaged at byte {records.Offset:N0}: a checksum is wrong. What is before that came, the {file.Length - records.Offset:N0} bytes from there did not."));
        }

        if (records.TooLarge > 0)
        {
            note(true, FormattableString.Invariant(
                $"'{file.Shown}' has {records.TooLarge:N0} records of more than {RecordReader.LargestRecord >> 20} MiB; they were left out."));
        }
    }
}
