using System.Globalization;
using System.Text;

namespace Leat.Core;

/// <summary>Page token for records: base64 of <c>created_time:record_id</c> of the last record of the previous page.</summary>
/// <param name="CreatedTimeMs">Unix milliseconds, UTC.</param>
/// <param name="RecordId">Its id.</param>
public readonly record struct EvaluationDatasetRecordToken(long CreatedTimeMs, string RecordId)
{
    /// <summary>The token that continues after this record.</summary>
    public override string ToString() => Convert.ToBase64String(
        Encoding.UTF8.GetBytes($"{CreatedTimeMs.ToString(CultureInfo.InvariantCulture)}:{RecordId}"));

    /// <summary>Reads the start of a page; null for the first page.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a valid token.</exception>
    public static EvaluationDatasetRecordToken? Parse(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        var bytes = new byte[token.Length];
        if (Convert.TryFromBase64String(token, bytes, out var length))
        {
            var text = Encoding.UTF8.GetString(bytes, 0, length);
            var colon = text.IndexOf(':');
            if (colon > 0 && TextRules.IsStorable(text)
                && long.TryParse(text.AsSpan(0, colon), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time))
                return new EvaluationDatasetRecordToken(time, text[(colon + 1)..]);
        }

        throw LeatException.InvalidParameter($"Invalid page token: '{TextRules.Truncate(token, 100)}'. Expected the next_page_token of the page before.");
    }
}
