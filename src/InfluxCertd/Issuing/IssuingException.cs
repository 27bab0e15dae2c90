namespace InfluxCertd.Issuing;

/// <summary>No certificate could be had; the message is a sentence for the operator.</summary>
sealed class IssuingException(string message, Exception? inner = null) : Exception(message, inner);
