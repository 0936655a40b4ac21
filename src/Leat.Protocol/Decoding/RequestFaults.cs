using Leat.Core;

namespace Leat.Protocol;

/// <summary>MLflow's error messages for faulty requests.</summary>
internal static class RequestFaults
{
    /// <summary>The end of every message about a field.</summary>
    public const string SeeDocs = " See the API docs for more information about request parameters.";

    /// <summary>A value with the wrong type or size for its field.</summary>
    public static LeatException InvalidValue(string path, string pythonJson, string pythonType) =>
        LeatException.InvalidParameter(
            $"Invalid value {pythonJson} for parameter '{path}' supplied:  Hint: Value was of type '{pythonType}'." + SeeDocs);

    /// <summary>A field error with its own message.</summary>
    public static LeatException Described(string message, Exception? cause = null) =>
        new(ErrorCode.InvalidParameterValue, message + SeeDocs, cause);

    /// <summary>A value that is not valid text.</summary>
    public static LeatException NotText(string path, Exception? cause = null) => new(
        ErrorCode.InvalidParameterValue,
        $"Invalid value for parameter '{path}' supplied: it holds an unpaired surrogate or bytes that are not UTF-8." + SeeDocs,
        cause);
}
