request.reference
